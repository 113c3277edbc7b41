/** A simulated disk and clock, and generators of items, for property tests. */
module dev.dolmen.testkit {
    requires static org.jspecify;
    requires transitive dev.dolmen.io;
    requires transitive dev.dolmen.expressions;
    requires transitive net.jqwik.api;

    exports dev.dolmen.testkit;
}
