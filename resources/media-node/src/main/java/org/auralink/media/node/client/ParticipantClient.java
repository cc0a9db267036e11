package org.auralink.media.node.client;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.sdp.RemoteTransport;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.auralink.media.srtp.SrtpProfile;

/**
 * A participant of a room on some server, over one peer connection on which it always offers: a camera or nothing, and it
 * receives what it is told of. The calls wait; what arrives is the caller's to read from {@link #media}.
 */
public final class ParticipantClient implements AutoCloseable {
    /** Of the video that {@link #media} sends and receives. */
    public static final int VIDEO_PAYLOAD_TYPE = SessionOffer.PAYLOAD_TYPE;

    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final int PROTOCOL = 16;
    private static final Pattern UDP =
            Pattern.compile("candidate:\\S+ 1 (?:udp|UDP) \\d+ (\\d+\\.\\d+\\.\\d+\\.\\d+) (\\d+) typ host.*");

    private final MediaClient media;
    private final SessionOffer offer;
    private final SignalClient signal = new SignalClient(this::told);
    private final CompletableFuture<RemoteTransport> server = new CompletableFuture<>();
    private final CompletableFuture<InetSocketAddress> address = new CompletableFuture<>();
    private int offers;
    private long joinNanos;

    /** @param ssrc of the camera that it publishes; 0 for none */
    public ParticipantClient(ClientCertificate certificate, int ssrc) throws IOException {
        media = new MediaClient(certificate);
        offer = new SessionOffer(media, ssrc);
    }

    /**
     * Joins; returns when media can flow.
     *
     * @param url of the server, ws: or wss:
     * @param receives whether it wants what others publish
     * @param publishes whether it has a camera
     * @throws IOException when the server does not do its part, with a sentence that says which
     */
    public void join(URI url, String token, boolean receives, boolean publishes)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        if (receives) {
            offer.receive(0, 1);
        }
        var request = LivekitRtc.JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder()
                        .setSdk(LivekitModels.ClientInfo.SDK.GO)
                        .setVersion("2.19.0")
                        .setProtocol(PROTOCOL))
                .setConnectionSettings(
                        LivekitRtc.ConnectionSettings.newBuilder().setAutoSubscribe(receives))
                .setPublisherOffer(description());
        if (publishes) {
            request.addAddTrackRequests(LivekitRtc.AddTrackRequest.newBuilder()
                    .setCid(SessionOffer.CAMERA)
                    .setName("camera")
                    .setType(LivekitModels.TrackType.VIDEO)
                    .setSource(LivekitModels.TrackSource.CAMERA)
                    .setWidth(1280)
                    .setHeight(720));
        }
        signal.join(url, token, request.build());
        RemoteTransport remote = await(server, "an answer");
        media.towards(await(address, "a UDP candidate"));
        media.connect(remote.credentials(), remote.fingerprint(), WITHIN, SrtpProfile.values());
        joinNanos = System.nanoTime() - begin;
    }

    private static <T> T await(CompletableFuture<T> what, String name) throws IOException, InterruptedException {
        try {
            return what.get(WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the server did not send " + name, e);
        } catch (ExecutionException e) {
            throw new IOException(name + ": " + e.getCause(), e);
        }
    }

    private LivekitRtc.SessionDescription description() {
        return LivekitRtc.SessionDescription.newBuilder()
                .setType("offer")
                .setSdp(offer.text())
                .setId(++offers)
                .build();
    }

    private void told(SignalResponse response) {
        switch (response.getMessageCase()) {
            case ANSWER -> answered(response.getAnswer().getSdp());
            case TRICKLE -> trickled(response.getTrickle().getCandidateInit());
            case MEDIA_SECTIONS_REQUIREMENT -> {
                var wanted = response.getMediaSectionsRequirement();
                offer.receive(wanted.getNumAudios(), wanted.getNumVideos());
                LivekitRtc.SessionDescription more = description();
                CompletableFuture.runAsync(() ->
                        signal.send(SignalRequest.newBuilder().setOffer(more).build()));
            }
            case LEAVE ->
                server.completeExceptionally(new IOException("the server let the participant go: "
                        + response.getLeave().getReason()));
            default -> {
                // Of the room's life nothing is measured.
            }
        }
    }

    private void answered(String sdp) {
        sdp.lines().filter(line -> line.startsWith("a=candidate:")).forEach(line -> candidate(line.substring(2)));
        try {
            server.complete(RemoteTransport.of(Session.parse(sdp)));
        } catch (SdpException e) {
            server.completeExceptionally(e);
        }
    }

    private void trickled(String json) {
        try {
            JsonElement line = SafeJson.object(json, InputLimits.CANDIDATE).get("candidate");
            if (line != null && line.isJsonPrimitive()) {
                candidate(line.getAsString());
            }
        } catch (InputException e) {
            address.completeExceptionally(e);
        }
    }

    private void candidate(String line) {
        Matcher matcher = UDP.matcher(line);
        if (matcher.matches()) {
            address.complete(new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2))));
        }
    }

    /** Keeps signalling alive; servers close connections from which nothing comes. */
    public void ping() {
        long now = System.currentTimeMillis();
        signal.send(SignalRequest.newBuilder()
                .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(now))
                .build());
    }

    /** What its media and data travel by. */
    public MediaClient media() {
        return media;
    }

    /** From the beginning of the WebSocket to the end of the handshake. */
    public long joinNanos() {
        return joinNanos;
    }

    /** Says goodbye, as clients do that mean to go: who is only gone is waited for. */
    @Override
    public void close() throws IOException {
        signal.leave();
        signal.close();
        media.close();
    }
}
