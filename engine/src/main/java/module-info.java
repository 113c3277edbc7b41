/** Dolmen: an embedded, durable table store whose tables behave like Amazon DynamoDB's. */
module dev.dolmen.engine {
    requires static org.jspecify;
    requires transitive dev.dolmen.expressions;
    requires dev.dolmen.io;
    requires dev.dolmen.wal;
    requires dev.dolmen.sstable;

    exports dev.dolmen;
    exports dev.dolmen.model;
}
