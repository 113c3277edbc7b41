package dev.dolmen.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code dolmen} command. */
@Command(
        name = "dolmen",
        description = "An embedded, durable table store that behaves like DynamoDB.",
        mixinStandardHelpOptions = true,
        version = "dolmen 0.1.0-SNAPSHOT",
        subcommands = {Quickstart.class, ConditionalDeletes.class})
public final class Main {

    private Main() {}

    /** Exits with 0 after success, 1 after a failure and 2 when the command line is wrong. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
