package dev.dolmen.table;

/** Where an item is, or would be. */
public record ItemAddress(TableDefinition table, PrimaryKey key) {}
