package dev.dolmen.cli;

import dev.dolmen.model.DolmenException;
import dev.dolmen.server.ConfigurationException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code dolmen} command. */
@Command(
        name = "dolmen",
        description = "An embedded, durable table store that behaves like DynamoDB.",
        mixinStandardHelpOptions = true,
        version = "dolmen 0.1.0-SNAPSHOT",
        subcommands = {Quickstart.class, Serve.class, Delete.class, ConditionalDeletes.class})
public final class Main {

    private Main() {}

    /** Exits with 0 after success, 1 after a failure and 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** What users can do something about is told in a line; anything else comes with its stack trace. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            if (failure instanceof DolmenException
                    || failure instanceof ConfigurationException
                    || failure instanceof UncheckedIOException) {
                command.getErr().println("dolmen " + command.getCommandName() + ": " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
    }
}
