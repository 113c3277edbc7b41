package dev.dolmen.lsm.version;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a store's files in its directory. */
public final class FileNames {

    /** Names the manifest in force. */
    public static final String CURRENT = "CURRENT";
    /** The next {@link #CURRENT}, until it is renamed. */
    public static final String NEXT_CURRENT = "CURRENT.tmp";
    /** Held by the open store. */
    public static final String LOCK = "LOCK";
    /** The directory of the log. */
    public static final String LOG = "log";

    private static final Pattern TABLE = Pattern.compile("(\\d{6,18})\\.sst");
    private static final Pattern MANIFEST = Pattern.compile("MANIFEST-(\\d{6,18})");

    private FileNames() {}

    public static Path table(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "%06d.sst", number));
    }

    public static Path manifest(Path directory, long number) {
        return directory.resolve(String.format(Locale.ROOT, "MANIFEST-%06d", number));
    }

    /** The number of the table of that name, or empty for a name of something else. */
    public static OptionalLong tableNumber(String name) {
        return number(TABLE, name);
    }

    /** The number of the manifest of that name, or empty for a name of something else. */
    public static OptionalLong manifestNumber(String name) {
        return number(MANIFEST, name);
    }

    private static OptionalLong number(Pattern pattern, String name) {
        Matcher matcher = pattern.matcher(name);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
