package dev.dolmen.benchmarks.trial;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** How full the heap gets: looked at where it counts, before and after each collection. Thread-safe. */
final class HeapWatch {

    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    /** On the clock that collections are timed by, which begins with the process. */
    private long startMillis;

    private long peak;
    private long livePeak;

    HeapWatch() {
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(NotificationEmitter.class::isInstance)
                .map(NotificationEmitter.class::cast)
                .forEach(collector -> collector.addNotificationListener((event, ignored) -> see(event), null, null));
    }

    private void see(Notification event) {
        if (event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            see(GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData())
                    .getGcInfo());
        }
    }

    /** Word of a collection comes some time after it: one before the start may not count. */
    private synchronized void see(GcInfo collection) {
        if (collection.getStartTime() >= startMillis) {
            peak = Math.max(peak, used(collection.getMemoryUsageBeforeGc()));
            livePeak = Math.max(livePeak, used(collection.getMemoryUsageAfterGc()));
        }
    }

    private long used(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** Forgets what it has seen. */
    synchronized void start() {
        startMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        peak = 0;
        livePeak = 0;
    }

    /** The most that was on the heap since the start, in bytes. */
    synchronized long peakBytes() {
        return Math.max(peak, usedBytes());
    }

    /** The most that a collection left there since the start, in bytes; 0 when there was none. */
    synchronized long livePeakBytes() {
        return livePeak;
    }

    /** What is on the heap now. */
    static long usedBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
