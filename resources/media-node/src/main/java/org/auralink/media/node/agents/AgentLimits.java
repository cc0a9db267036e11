package org.auralink.media.node.agents;

import java.time.Duration;

/**
 * What workers and dispatches may cost the node.
 *
 * @param workers connections to {@code /agent}: as many machines as could serve the rooms of one node
 * @param workersOfKey those of one API key: half, so that another key finds room
 * @param registerWithin until a new connection has to say who it is; LiveKit's number
 * @param answerWithin until a worker has to say whether it takes a job; LiveKit's number
 * @param offersOfWorker jobs that one worker is asked about at a time: its load says nothing about those yet
 * @param askAgain after which those who refused a job, or did not answer, are asked about it once more; doubled each time
 * @param askAgainAtMost the longest it becomes
 * @param leftWith how long after its agent a worker may go for it to count as one loss: a worker that is stopped lets its
 *     agents leave first
 * @param farewell what an agent has to leave by itself when its dispatch is deleted; LiveKit's number
 * @param dispatchesOfRoom that are kept with a room
 * @param jobsOfRoom jobs of a room that have not ended, two for each participant and dispatch among them: some 2 MB
 * @param endedJobs that a dispatch tells of; the oldest is forgotten first
 * @param errorLength characters that are kept of what a worker says about a job that failed
 * @param messagesPerSecond frames that a worker may send for long; one with many jobs sends some ten
 * @param messageBurst frames at once
 * @param bytesPerSecond bytes that a worker may send for long
 * @param byteBurst bytes at once: four of the largest messages
 */
public record AgentLimits(
        int workers,
        int workersOfKey,
        Duration registerWithin,
        Duration answerWithin,
        int offersOfWorker,
        Duration askAgain,
        Duration askAgainAtMost,
        Duration leftWith,
        Duration farewell,
        int dispatchesOfRoom,
        int jobsOfRoom,
        int endedJobs,
        int errorLength,
        int messagesPerSecond,
        int messageBurst,
        int bytesPerSecond,
        int byteBurst) {
    /** What the node uses. */
    public static final AgentLimits DEFAULT = new AgentLimits(
            256,
            128,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            16,
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            64,
            10_000,
            100,
            1_000,
            50,
            500,
            256 * 1024,
            4 * 1024 * 1024);
}
