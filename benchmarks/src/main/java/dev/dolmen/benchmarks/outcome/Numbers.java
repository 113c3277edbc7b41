package dev.dolmen.benchmarks.outcome;

import java.util.Locale;

/** Figures as people read them: three digits that matter, and a unit that fits. */
public final class Numbers {

    private static final double THOUSAND = 1000;
    private static final double PERCENT = 100;
    private static final String[] PREFIXES = {"", " k", " M", " G", " T"};

    private Numbers() {}

    /** 0.123, 1.23, 12.3, 123, 1,230; a dash for what is not known. */
    public static String plain(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** As {@link #plain}, in thousands, millions and so on. */
    public static String scaled(double value) {
        double left = value;
        int prefix = 0;
        while (Math.abs(left) >= THOUSAND && prefix < PREFIXES.length - 1) {
            left /= THOUSAND;
            prefix++;
        }
        return plain(left) + PREFIXES[prefix];
    }

    /** A size, in bytes or thousands of them and so on. */
    public static String bytes(double bytes) {
        if (Double.isNaN(bytes)) {
            return plain(bytes);
        }
        String number = scaled(bytes);
        return number + (number.endsWith(" ") || Character.isLetter(number.charAt(number.length() - 1)) ? "B" : " B");
    }

    /** A latency or a processor time, given in microseconds. */
    public static String micros(double micros) {
        if (Double.isNaN(micros)) {
            return plain(micros);
        }
        if (micros >= THOUSAND * THOUSAND) {
            return plain(micros / THOUSAND / THOUSAND) + " s";
        }
        return micros >= THOUSAND ? plain(micros / THOUSAND) + " ms" : plain(micros) + " µs";
    }

    /** A part of a whole, in per cent. */
    public static String share(double share) {
        return Double.isNaN(share) ? plain(share) : plain(PERCENT * share) + " %";
    }

    /** A label beside an axis of counts: 1, 1 k, 1 M. */
    public static String count(double value) {
        int prefix = 0;
        double left = value;
        while (left >= THOUSAND && prefix < PREFIXES.length - 1) {
            left /= THOUSAND;
            prefix++;
        }
        return tick(left) + PREFIXES[prefix];
    }

    /** A label beside an axis: 0.01, 1, 10,000. */
    public static String tick(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.6f", value).replaceAll("\\.?0+$", "");
    }
}
