package org.auralink.media.node.agents;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The workers that are there, and which of them is asked about a job. */
final class Workers {
    private final Map<WorkerGroup, Set<Worker>> groups = new LinkedHashMap<>();
    private final RandomGenerator random;

    /** @param random decides between workers; seeded in tests */
    Workers(RandomGenerator random) {
        this.random = random;
    }

    void add(Worker worker) {
        groups.computeIfAbsent(worker.registration().group(), group -> new LinkedHashSet<>())
                .add(worker);
    }

    void remove(Worker worker) {
        groups.computeIfPresent(worker.registration().group(), (group, workers) -> {
            workers.remove(worker);
            return workers.isEmpty() ? null : workers;
        });
    }

    /** All of them. */
    Collection<Worker> all() {
        return groups.values().stream().flatMap(Set::stream).toList();
    }

    /** Whether any of them can be asked about a job. */
    boolean anyReady(WorkerGroup group) {
        return of(group).stream().anyMatch(worker -> worker.room() > 0);
    }

    /** Whether there are some, and none of them is left to be asked. */
    boolean allAsked(Job job) {
        Collection<Worker> workers = of(job.group());
        return !workers.isEmpty() && job.asked().containsAll(workers);
    }

    /** One of those that were not asked yet, the less busy the more likely; null when there is none. */
    @Nullable
    Worker choose(Job job) {
        Collection<Worker> able = of(job.group());
        double left = random.nextDouble()
                * able.stream()
                        .filter(worker -> !job.asked().contains(worker))
                        .mapToDouble(Worker::room)
                        .sum();
        Worker chosen = null;
        for (Worker worker : able) {
            if (worker.room() > 0 && !job.asked().contains(worker)) {
                chosen = worker;
                left -= worker.room();
                if (left < 0) {
                    break;
                }
            }
        }
        return chosen;
    }

    private Collection<Worker> of(WorkerGroup group) {
        Set<Worker> workers = groups.get(group);
        return workers == null ? List.of() : workers;
    }
}
