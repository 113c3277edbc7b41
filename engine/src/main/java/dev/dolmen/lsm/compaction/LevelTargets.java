package dev.dolmen.lsm.compaction;

import dev.dolmen.lsm.version.Levels;

/**
 * How large each level may be, derived from how large the largest one is: each level gets a fraction of the next, so that
 * nine tenths of the data are on the last level however much there is, and little space goes to old versions. The
 * <i>base level</i> is the one that level 0 is merged into; those between are empty. All sizes are those before
 * compression, since one level may be compressed and the other not.
 *
 * @param baseLevel from 1 to the last level
 * @param bytes by level; the last level has no limit
 */
record LevelTargets(int baseLevel, long[] bytes) {

    static LevelTargets of(Levels levels, long baseLevelBytes, int multiplier) {
        long largest = 0;
        int firstInUse = Levels.LAST;
        for (int level = Levels.LAST; level >= 1; level--) {
            largest = Math.max(largest, levels.rawBytes(level));
            if (!levels.level(level).isEmpty()) {
                firstInUse = level;
            }
        }
        int base = Levels.LAST;
        long baseBytes = largest;
        while (base > 1 && baseBytes > baseLevelBytes) {
            base--;
            baseBytes /= multiplier;
        }
        base = Math.min(base, firstInUse);
        long[] bytes = new long[Levels.COUNT];
        long target = Math.max(1, Math.max(Math.min(baseBytes, baseLevelBytes), baseLevelBytes / multiplier));
        for (int level = base; level < Levels.LAST; level++) {
            bytes[level] = target;
            target = target > Long.MAX_VALUE / multiplier ? Long.MAX_VALUE : target * multiplier;
        }
        bytes[Levels.LAST] = Long.MAX_VALUE;
        return new LevelTargets(base, bytes);
    }

    /** How full a level below 0 is: over 1 is too full. */
    double fullness(Levels levels, int level) {
        return level < baseLevel ? 0 : (double) levels.rawBytes(level) / bytes[level];
    }
}
