package org.auralink.media.node.agents;

/** How far a job has come. */
sealed interface JobState {
    /**
     * Nobody has it: there is no worker for it, or those there are refused.
     *
     * @param resuming whether somebody had it before
     */
    record Waiting(boolean resuming) implements JobState {}

    /**
     * A worker is asked whether it takes it.
     *
     * @param until nanoseconds of the clock after which somebody else is asked
     * @param resuming whether somebody had it before
     */
    record Offered(Worker worker, long until, boolean resuming) implements JobState {}

    /** A worker has it, with a token for its agent. */
    record Assigned(Worker worker) implements JobState {}

    /** Its agent is in the room, or the worker says that it runs. */
    record Running(Worker worker) implements JobState {}

    /**
     * Its agent has left the room. That ends it, unless the worker goes as well.
     *
     * @param error why it left, empty when it wanted to
     */
    record Left(Worker worker, String error) implements JobState {}

    /** @param error why it failed, empty when it did not */
    record Ended(String error) implements JobState {}
}
