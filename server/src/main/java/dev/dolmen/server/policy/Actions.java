package dev.dolmen.server.policy;

import java.util.Set;

/**
 * The actions that policies can be about (AWS, "Service Authorization Reference": actions of Amazon DynamoDB, those that no
 * operation of this store needs among them, so that a policy from there can be used here as it is).
 */
final class Actions {

    /** What the name of every action begins with in a policy. */
    static final String PREFIX = "dynamodb:";

    static final Set<String> NAMES = Set.of(
            "AssociateTableReplica",
            "BatchGetItem",
            "BatchWriteItem",
            "ConditionCheckItem",
            "CreateBackup",
            "CreateGlobalTable",
            "CreateTable",
            "CreateTableReplica",
            "DeleteBackup",
            "DeleteItem",
            "DeleteResourcePolicy",
            "DeleteTable",
            "DeleteTableReplica",
            "DescribeBackup",
            "DescribeContinuousBackups",
            "DescribeContributorInsights",
            "DescribeEndpoints",
            "DescribeExport",
            "DescribeGlobalTable",
            "DescribeGlobalTableSettings",
            "DescribeImport",
            "DescribeKinesisStreamingDestination",
            "DescribeLimits",
            "DescribeReservedCapacity",
            "DescribeReservedCapacityOfferings",
            "DescribeStream",
            "DescribeTable",
            "DescribeTableReplicaAutoScaling",
            "DescribeTimeToLive",
            "DisableKinesisStreamingDestination",
            "EnableKinesisStreamingDestination",
            "ExportTableToPointInTime",
            "GetAbacStatus",
            "GetItem",
            "GetRecords",
            "GetResourcePolicy",
            "GetShardIterator",
            "ImportTable",
            "InjectError",
            "ListBackups",
            "ListContributorInsights",
            "ListExports",
            "ListGlobalTables",
            "ListImports",
            "ListStreams",
            "ListTables",
            "ListTagsOfResource",
            "PartiQLDelete",
            "PartiQLInsert",
            "PartiQLSelect",
            "PartiQLUpdate",
            "PurchaseReservedCapacityOfferings",
            "PutItem",
            "PutResourcePolicy",
            "Query",
            "ReadDataForReplication",
            "ReplicateSettings",
            "RestoreTableFromAwsBackup",
            "RestoreTableFromBackup",
            "RestoreTableToPointInTime",
            "Scan",
            "SearchVectors",
            "StartAwsBackupJob",
            "TagResource",
            "UntagResource",
            "UpdateAbacStatus",
            "UpdateContinuousBackups",
            "UpdateContributorInsights",
            "UpdateGlobalTable",
            "UpdateGlobalTableSettings",
            "UpdateGlobalTableVersion",
            "UpdateItem",
            "UpdateKinesisStreamingDestination",
            "UpdateTable",
            "UpdateTableReplicaAutoScaling",
            "UpdateTimeToLive",
            "WriteDataForReplication");

    private Actions() {}
}
