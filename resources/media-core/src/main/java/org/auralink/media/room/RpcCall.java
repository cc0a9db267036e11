package org.auralink.media.room;

/**
 * A call of the application to a participant (LiveKit's {@code PerformRpc}).
 *
 * @param id names it; at random, because who knows it could answer it
 * @param method that the participant registered
 * @param payload for the method
 * @param timeoutMillis how long the method may take
 */
public record RpcCall(String id, String method, String payload, int timeoutMillis) {
    @Override
    public String toString() {
        return "RpcCall[" + id + "]";
    }
}
