/** Immutable tables, sorted by key. */
module dev.dolmen.sstable {
    requires static org.jspecify;
    requires transitive dev.dolmen.io;
    requires transitive roaringbitmap;
    requires org.lz4.java;
    requires com.github.benmanes.caffeine;

    exports dev.dolmen.sstable to
            dev.dolmen.engine;
}
