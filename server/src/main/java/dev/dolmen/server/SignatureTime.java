package dev.dolmen.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a signature was made at the time at which it comes, more or less. What was once overheard is soon worth nothing. */
final class SignatureTime {

    /** How far the client's clock may be from the server's, as in the service. */
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** A week: the longest that a signature in a query may say it is good for. */
    private static final long MAX_LIFETIME_SECONDS = 604_800;

    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'")
            .withResolverStyle(ResolverStyle.STRICT)
            .withZone(ZoneOffset.UTC);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private static final int DAY_LENGTH = 8;

    private final InstantSource clock;

    SignatureTime(InstantSource clock) {
        this.clock = clock;
    }

    /** The day of a time, {@code 20261121} of {@code 20261121T224500Z}. */
    static String day(String time) {
        return time.substring(0, DAY_LENGTH);
    }

    /**
     * When a signature was made, as {@code 20261121T224500Z}.
     *
     * @throws RefusedException when it is not valid any more, or not yet, or says no time
     */
    String requireCurrent(Signature signature) throws RefusedException {
        Instant made = time(signature.date());
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Duration lifetime = signature.lifetime() == null ? TOLERANCE : lifetime(signature.lifetime());
        if (made.isBefore(now.minus(lifetime))) {
            throw refused(
                    "InvalidSignatureException",
                    "Signature expired: " + BASIC.format(made) + " is now earlier than "
                            + BASIC.format(now.minus(lifetime)) + " (" + BASIC.format(now) + " - " + told(lifetime)
                            + ")");
        }
        if (made.isAfter(now.plus(TOLERANCE))) {
            throw refused(
                    "InvalidSignatureException",
                    "Signature not yet current: " + BASIC.format(made) + " is still later than "
                            + BASIC.format(now.plus(TOLERANCE)) + " (" + BASIC.format(now) + " + " + told(TOLERANCE)
                            + ")");
        }
        return BASIC.format(made);
    }

    private static String told(Duration duration) {
        return duration.toSecondsPart() == 0 ? duration.toMinutes() + " min." : duration.toSeconds() + " sec.";
    }

    private static Instant time(String date) throws RefusedException {
        Instant time = parsed(date, BASIC);
        // The header Date has a form of its own.
        time = time == null ? parsed(date, DateTimeFormatter.RFC_1123_DATE_TIME) : time;
        if (time == null) {
            throw refused(
                    "IncompleteSignatureException",
                    "Date must be in ISO-8601 'basic format'. Got '" + date
                            + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
        return time;
    }

    private static @Nullable Instant parsed(String date, DateTimeFormatter format) {
        try {
            return format.parse(date, Instant::from);
        } catch (DateTimeParseException e) {
            return null; // not in this form
        }
    }

    private static Duration lifetime(String seconds) throws RefusedException {
        long lifetime = SECONDS.matcher(seconds).matches() ? Long.parseLong(seconds) : 0;
        if (lifetime >= 1 && lifetime <= MAX_LIFETIME_SECONDS) {
            return Duration.ofSeconds(lifetime);
        }
        throw refused(
                "IncompleteSignatureException",
                "X-Amz-Expires must be a number of seconds from 1 to " + MAX_LIFETIME_SECONDS + ". Got '" + seconds
                        + "'");
    }

    private static RefusedException refused(String type, String message) {
        return new RefusedException(Refusal.unsigned(type, message));
    }
}
