package dev.dolmen.benchmarks.data;

import java.util.SplittableRandom;

/**
 * Row numbers of which few are popular: the k-th most popular is chosen in proportion to {@code 1 / k^0.99}, and the popular
 * ones lie scattered. As in YCSB; the method is that of Gray et al., "Quickly generating billion-record synthetic databases",
 * SIGMOD 1994. Not thread-safe.
 */
public final class Zipf {

    private static final double EXPONENT = 0.99;

    private final long size;
    private final SplittableRandom random;
    private final Permutation scatter;
    private final double alpha = 1 / (1 - EXPONENT);
    private final double zeta;
    private final double eta;

    /** @param size at least 2 */
    public Zipf(long size, SplittableRandom random) {
        this.size = size;
        this.random = random;
        this.scatter = new Permutation(size, 7);
        this.zeta = zeta(size);
        this.eta = (1 - Math.pow(2.0 / size, 1 - EXPONENT)) / (1 - zeta(2) / zeta);
    }

    /** The sum of {@code 1 / k^0.99}; past a million terms by its integral, which is then exact to nine digits. */
    private static double zeta(long size) {
        long summed = Math.min(size, 1_000_000);
        double sum = 0;
        for (long k = 1; k <= summed; k++) {
            sum += Math.pow(k, -EXPONENT);
        }
        double power = 1 - EXPONENT;
        return sum + (Math.pow(size, power) - Math.pow(summed, power)) / power;
    }

    /** A row number from 0 to size - 1. */
    public long next() {
        double u = random.nextDouble();
        double scaled = u * zeta;
        long rank;
        if (scaled < 1) {
            rank = 0;
        } else if (scaled < 1 + Math.pow(0.5, EXPONENT)) {
            rank = 1;
        } else {
            rank = (long) (size * Math.pow(eta * u - eta + 1, alpha));
        }
        return scatter.at(Math.min(rank, size - 1));
    }
}
