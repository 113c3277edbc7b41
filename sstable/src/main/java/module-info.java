/** Immutable tables, sorted by key. */
module dev.dolmen.sstable {
    requires static org.jspecify;
    requires transitive dev.dolmen.io;
    requires transitive roaringbitmap;

    exports dev.dolmen.sstable to
            dev.dolmen.engine;
}
