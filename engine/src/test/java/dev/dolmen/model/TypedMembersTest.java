package dev.dolmen.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Members that are one of a few words take them as constants too, which are the words. */
class TypedMembersTest {

    @Test
    void ofAWrite() {
        assertThat(DeleteItemRequest.builder()
                        .conditionalOperator(ConditionalOperator.OR)
                        .returnValues(ReturnValue.ALL_OLD)
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                        .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                        .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE)
                        .build())
                .isEqualTo(DeleteItemRequest.builder()
                        .conditionalOperator("OR")
                        .returnValues("ALL_OLD")
                        .returnValuesOnConditionCheckFailure("ALL_OLD")
                        .returnConsumedCapacity("INDEXES")
                        .returnItemCollectionMetrics("SIZE")
                        .build());
    }

    @Test
    void ofAReadByPages() {
        assertThat(ScanRequest.builder()
                        .conditionalOperator(ConditionalOperator.AND)
                        .select(Select.COUNT)
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                        .build())
                .isEqualTo(ScanRequest.builder()
                        .conditionalOperator("AND")
                        .select("COUNT")
                        .returnConsumedCapacity("TOTAL")
                        .build());
    }

    @Test
    void ofReadsAndWritesOfSeveralItems() {
        ReturnConsumedCapacity capacity = ReturnConsumedCapacity.TOTAL;
        ReturnItemCollectionMetrics metrics = ReturnItemCollectionMetrics.NONE;
        assertThat(GetItemRequest.builder().returnConsumedCapacity(capacity).build())
                .isEqualTo(
                        GetItemRequest.builder().returnConsumedCapacity("TOTAL").build());
        assertThat(BatchGetItemRequest.builder()
                        .returnConsumedCapacity(capacity)
                        .build())
                .isEqualTo(BatchGetItemRequest.builder()
                        .returnConsumedCapacity("TOTAL")
                        .build());
        assertThat(TransactGetItemsRequest.builder()
                        .returnConsumedCapacity(capacity)
                        .build())
                .isEqualTo(TransactGetItemsRequest.builder()
                        .returnConsumedCapacity("TOTAL")
                        .build());
        assertThat(BatchWriteItemRequest.builder()
                        .returnConsumedCapacity(capacity)
                        .returnItemCollectionMetrics(metrics)
                        .build())
                .isEqualTo(BatchWriteItemRequest.builder()
                        .returnConsumedCapacity("TOTAL")
                        .returnItemCollectionMetrics("NONE")
                        .build());
        assertThat(TransactWriteItemsRequest.builder()
                        .returnConsumedCapacity(capacity)
                        .returnItemCollectionMetrics(metrics)
                        .build())
                .isEqualTo(TransactWriteItemsRequest.builder()
                        .returnConsumedCapacity("TOTAL")
                        .returnItemCollectionMetrics("NONE")
                        .build());
    }
}
