/** All access to the disk: files, durability, locks and checksums, behind one interface. */
module dev.dolmen.io {
    requires static org.jspecify;
    requires jdk.unsupported;

    exports dev.dolmen.io;
}
