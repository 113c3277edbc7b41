/** The write-ahead log: opaque records in, the same records out after a crash. */
module dev.dolmen.wal {
    requires static org.jspecify;
    requires transitive dev.dolmen.io;

    exports dev.dolmen.wal to
            dev.dolmen.engine;
}
