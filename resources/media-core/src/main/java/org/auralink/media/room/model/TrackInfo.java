package org.auralink.media.room.model;

import java.util.List;

/**
 * What is told about a track.
 *
 * @param sid its id
 * @param kind audio or video
 * @param source where it comes from
 * @param name given by the publisher
 * @param muted whether the publisher sends nothing on purpose
 * @param width of a video track, in pixels
 * @param height of a video track, in pixels
 * @param layers announced encodings
 * @param mimeType such as {@code video/VP8}; before media arrived what its publisher announced, which may be nothing
 * @param mid of the publisher's media section; empty before it was negotiated
 * @param codecs what it can be had in, the usual first; none while that is not known
 * @param simulcast whether there are several encodings
 * @param disableDtx whether discontinuous transmission is off
 * @param stereo whether audio is stereo
 * @param disableRed whether redundant audio is off
 * @param encryption number of LiveKit's {@code Encryption.Type}; the node treats payloads as opaque anyway
 * @param stream name of the group of tracks that are played in sync
 * @param audioFeatures numbers of LiveKit's {@code AudioTrackFeature}
 */
public record TrackInfo(
        TrackSid sid,
        TrackKind kind,
        TrackSource source,
        String name,
        boolean muted,
        int width,
        int height,
        List<VideoLayer> layers,
        String mimeType,
        String mid,
        List<CodecInfo> codecs,
        boolean simulcast,
        boolean disableDtx,
        boolean stereo,
        boolean disableRed,
        int encryption,
        String stream,
        List<Integer> audioFeatures) {}
