package dev.dolmen.cli;

import dev.dolmen.Dolmen;
import dev.dolmen.DolmenOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.server.Credentials;
import dev.dolmen.server.DolmenServer;
import dev.dolmen.server.ServerOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a store over HTTP until it is told to stop. */
@Command(
        name = "serve",
        description = "Serve a store in DynamoDB's JSON protocol, for any AWS client, until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true)
final class Serve implements Callable<Integer> {

    @Option(names = "--dir", required = true, description = "The directory of the store; made when it is not there.")
    private Path directory;

    @Option(
            names = "--port",
            defaultValue = "8000",
            description = "The port to listen on, 0 for any that is free; ${DEFAULT-VALUE} by default.")
    private int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            description =
                    "The address to listen on; ${DEFAULT-VALUE} by default. Without --credentials, whoever reaches"
                            + " it can read and write everything.")
    private String host;

    @Option(
            names = "--credentials",
            description =
                    "A file of users, their access keys and their policies: signatures are checked, and users may do"
                            + " what their policies allow. docs/access.md describes it.")
    private @Nullable Path credentials;

    @Mixin
    private TlsOptions tls;

    @Option(
            names = "--allow-origin",
            description =
                    "An origin, besides those of this machine, whose web pages may use the server; * for all. May be"
                            + " given several times.")
    private Set<String> allowedOrigins = Set.of();

    @Option(
            names = "--durability",
            defaultValue = "SYNC",
            description = "When a write is acknowledged: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
    private Durability durability;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ServerOptions options = ServerOptions.DEFAULT
                .withHost(host)
                .withPort(port)
                .withAllowedOrigins(allowedOrigins)
                .withCredentials(credentials == null ? null : Credentials.read(credentials))
                .withTls(tls.read(System.getenv()));
        Dolmen dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(durability));
        DolmenServer server;
        try {
            server = DolmenServer.start(dolmen, options);
        } catch (RuntimeException e) {
            dolmen.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            dolmen.close();
        }));
        out.println("Serving " + directory + " at " + server.endpoint());
        out.flush();
        new CountDownLatch(1).await();
        return 0;
    }
}
