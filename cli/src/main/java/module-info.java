/** The {@code dolmen} command. */
module dev.dolmen.cli {
    requires static org.jspecify;
    requires dev.dolmen.engine;
    requires dev.dolmen.server;
    requires info.picocli;

    opens dev.dolmen.cli to
            info.picocli;
}
