package dev.dolmen.embedded;

import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Cuts the power after each change that a run makes on a disk, lets the disk lose what it may, in every way there is, and
 * has what is left checked. A failure tells the seed, of which the run too is to be a function, and the cut.
 */
final class PowerCuts {

    /** @param <T> what the run was told before the power went */
    interface Run<T> {
        T on(SimulatedDisk disk) throws IOException;
    }

    /** @param <T> what the run was told before the power went */
    interface Check<T> {
        void of(SimulatedDisk left, T told) throws IOException;
    }

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final int chances;

    /** Each disk loses at random once, besides the other ways. */
    PowerCuts() {
        this(1);
    }

    /** @param chances how often each disk loses at random */
    PowerCuts(int chances) {
        this.chances = chances;
    }

    /** A function of the seed alone. */
    Random random() {
        return random;
    }

    /** As {@link #everywhere(Supplier, int, Run, Check)}, on disks that are empty. */
    <T> T everywhere(int stride, Run<T> run, Check<T> check) throws IOException {
        return everywhere(SimulatedDisk::new, stride, run, check);
    }

    /**
     * Cuts after each change whose number the stride divides, counted from a random first one on.
     *
     * @param start disks that are all alike
     * @return what the run is told when nothing is cut
     */
    <T> T everywhere(Supplier<SimulatedDisk> start, int stride, Run<T> run, Check<T> check) throws IOException {
        SimulatedDisk whole = start.get();
        T all = run.on(whole);
        for (long cut = 1 + random.nextInt(stride); cut <= whole.operations(); cut += stride) {
            SimulatedDisk disk = start.get();
            disk.powerOffAfter(cut);
            T told = run.on(disk);
            for (PowerLoss policy : PowerLoss.values()) {
                int times = policy == PowerLoss.RANDOM ? chances : 1;
                for (int i = 0; i < times; i++) {
                    lose(disk, cut, policy, told, check);
                }
            }
        }
        return all;
    }

    private <T> void lose(SimulatedDisk disk, long cut, PowerLoss policy, T told, Check<T> check) {
        long lossSeed = random.nextLong();
        try {
            check.of(disk.afterPowerLoss(policy, lossSeed), told);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", cut after " + cut + ", " + policy + " " + lossSeed, e);
        }
    }
}
