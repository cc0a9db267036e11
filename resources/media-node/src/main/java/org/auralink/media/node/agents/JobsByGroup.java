package org.auralink.media.node.agents;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs by whom they could go to, in the order in which they came. */
final class JobsByGroup {
    private final Map<WorkerGroup, Set<Job>> groups = new HashMap<>();
    private int size;

    void add(Job job) {
        if (groups.computeIfAbsent(job.group(), group -> new LinkedHashSet<>()).add(job)) {
            size++;
        }
    }

    /** Whether it was there. */
    boolean remove(Job job) {
        Set<Job> jobs = groups.get(job.group());
        if (jobs == null || !jobs.remove(job)) {
            return false;
        }
        size--;
        if (jobs.isEmpty()) {
            groups.remove(job.group());
        }
        return true;
    }

    /** A copy: what is done with them may move them. */
    List<Job> of(WorkerGroup group) {
        Set<Job> jobs = groups.get(group);
        return jobs == null ? List.of() : List.copyOf(jobs);
    }

    int size() {
        return size;
    }
}
