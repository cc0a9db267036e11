package org.auralink.media.node.protocol;

import java.util.ArrayList;
import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;

/** What rooms tell their clients, as {@code SignalResponse}. */
public final class ServerMessages {
    private static final List<VideoQuality> LAYERS = List.of(VideoQuality.LOW, VideoQuality.MEDIUM, VideoQuality.HIGH);

    private final NodeFacts node;

    /** @param node what the node adds to the first message of a session */
    public ServerMessages(NodeFacts node) {
        this.node = node;
    }

    /** The message for the client. */
    public SignalResponse message(ServerSignal signal) {
        var message = SignalResponse.newBuilder();
        if (!session(signal, message)
                && !participants(signal, message)
                && !tracks(signal, message)
                && !dataTracks(signal, message)
                && !demands(signal, message)) {
            throw new IllegalStateException(
                    "no message for " + signal.getClass().getSimpleName());
        }
        return message.build();
    }

    private boolean session(ServerSignal signal, SignalResponse.Builder message) {
        if (signal instanceof ServerSignal.Joined joined) {
            message.setJoin(node.join(joined));
        } else if (signal instanceof ServerSignal.Resumed resumed) {
            message.setReconnect(node.reconnect(resumed));
        } else if (signal instanceof ServerSignal.RoomMoved moved) {
            message.setRoomMoved(moved(moved));
        } else if (signal instanceof ServerSignal.Offer offer) {
            message.setOffer(description("offer", offer.description()));
        } else if (signal instanceof ServerSignal.Answer answer) {
            message.setAnswer(description("answer", answer.description()));
        } else if (signal instanceof ServerSignal.MediaSectionsRequired required) {
            message.setMediaSectionsRequirement(LivekitRtc.MediaSectionsRequirement.newBuilder()
                    .setNumAudios(required.audios())
                    .setNumVideos(required.videos()));
        } else if (signal instanceof ServerSignal.Leave leave) {
            message.setLeave(node.leave(leave));
        } else if (signal instanceof ServerSignal.RequestAnswered answered) {
            message.setRequestResponse(answered(answered));
        } else {
            return false;
        }
        return true;
    }

    private static LivekitRtc.RoomMovedResponse moved(ServerSignal.RoomMoved moved) {
        var message = LivekitRtc.RoomMovedResponse.newBuilder()
                .setRoom(Models.room(moved.room()))
                .setParticipant(Models.participant(moved.participant()));
        moved.others().forEach(info -> message.addOtherParticipants(Models.participant(info)));
        return message.build();
    }

    private static boolean participants(ServerSignal signal, SignalResponse.Builder message) {
        if (signal instanceof ServerSignal.ParticipantsUpdated updated) {
            var update = LivekitRtc.ParticipantUpdate.newBuilder();
            updated.participants().forEach(info -> update.addParticipants(Models.participant(info)));
            message.setUpdate(update);
        } else if (signal instanceof ServerSignal.SpeakersChanged changed) {
            var speakers = LivekitRtc.SpeakersChanged.newBuilder();
            changed.speakers().forEach(speaker -> speakers.addSpeakers(Models.speaker(speaker)));
            message.setSpeakersChanged(speakers);
        } else if (signal instanceof ServerSignal.RoomUpdated updated) {
            message.setRoomUpdate(LivekitRtc.RoomUpdate.newBuilder().setRoom(Models.room(updated.room())));
        } else if (signal instanceof ServerSignal.QualityChanged changed) {
            var update = LivekitRtc.ConnectionQualityUpdate.newBuilder();
            changed.updates()
                    .forEach(quality -> update.addUpdates(LivekitRtc.ConnectionQualityInfo.newBuilder()
                            .setParticipantSid(quality.sid().value())
                            .setQualityValue(quality.quality().ordinal())
                            .setScore(quality.score())));
            message.setConnectionQuality(update);
        } else {
            return false;
        }
        return true;
    }

    private static boolean tracks(ServerSignal signal, SignalResponse.Builder message) {
        if (signal instanceof ServerSignal.TrackPublished published) {
            message.setTrackPublished(LivekitRtc.TrackPublishedResponse.newBuilder()
                    .setCid(published.cid())
                    .setTrack(Models.track(published.track())));
        } else if (signal instanceof ServerSignal.TrackUnpublished unpublished) {
            message.setTrackUnpublished(LivekitRtc.TrackUnpublishedResponse.newBuilder()
                    .setTrackSid(unpublished.track().value()));
        } else if (signal instanceof ServerSignal.TrackSubscribed subscribed) {
            message.setTrackSubscribed(LivekitRtc.TrackSubscribed.newBuilder()
                    .setTrackSid(subscribed.track().value()));
        } else if (signal instanceof ServerSignal.StreamPaused stream) {
            message.setStreamStateUpdate(LivekitRtc.StreamStateUpdate.newBuilder()
                    .addStreamStates(LivekitRtc.StreamStateInfo.newBuilder()
                            .setParticipantSid(stream.publisher().value())
                            .setTrackSid(stream.track().value())
                            .setState(
                                    stream.paused() ? LivekitRtc.StreamState.PAUSED : LivekitRtc.StreamState.ACTIVE)));
        } else if (signal instanceof ServerSignal.MuteRequested mute) {
            message.setMute(LivekitRtc.MuteTrackRequest.newBuilder()
                    .setSid(mute.track().value())
                    .setMuted(mute.muted()));
        } else if (signal instanceof ServerSignal.SubscriptionPermitted permitted) {
            message.setSubscriptionPermissionUpdate(LivekitRtc.SubscriptionPermissionUpdate.newBuilder()
                    .setParticipantSid(permitted.publisher().value())
                    .setTrackSid(permitted.track().value())
                    .setAllowed(permitted.allowed()));
        } else if (signal instanceof ServerSignal.SubscriptionFailed failed) {
            message.setSubscriptionResponse(failed(failed.track(), failed.error()));
        } else {
            return false;
        }
        return true;
    }

    private static boolean dataTracks(ServerSignal signal, SignalResponse.Builder message) {
        if (signal instanceof ServerSignal.DataTrackPublished published) {
            message.setPublishDataTrackResponse(
                    LivekitRtc.PublishDataTrackResponse.newBuilder().setInfo(Models.dataTrack(published.track())));
        } else if (signal instanceof ServerSignal.DataTrackUnpublished unpublished) {
            message.setUnpublishDataTrackResponse(
                    LivekitRtc.UnpublishDataTrackResponse.newBuilder().setInfo(Models.dataTrack(unpublished.track())));
        } else if (signal instanceof ServerSignal.DataTrackRefused refused) {
            var response = LivekitRtc.RequestResponse.newBuilder()
                    .setReasonValue(refused.reason().ordinal())
                    .setMessage(refused.message());
            if (refused.publishing()) {
                response.setPublishDataTrack(
                        LivekitRtc.PublishDataTrackRequest.newBuilder().setPubHandle(refused.handle()));
            } else {
                response.setUnpublishDataTrack(
                        LivekitRtc.UnpublishDataTrackRequest.newBuilder().setPubHandle(refused.handle()));
            }
            message.setRequestResponse(response);
        } else if (signal instanceof ServerSignal.DataTrackHandles told) {
            var handles = LivekitRtc.DataTrackSubscriberHandles.newBuilder();
            told.handles().forEach((handle, track) -> handles.putSubHandles(handle, received(track)));
            message.setDataTrackSubscriberHandles(handles);
        } else {
            return false;
        }
        return true;
    }

    private static LivekitRtc.DataTrackSubscriberHandles.PublishedDataTrack received(
            ServerSignal.ReceivedDataTrack track) {
        return LivekitRtc.DataTrackSubscriberHandles.PublishedDataTrack.newBuilder()
                .setPublisherIdentity(track.publisherIdentity().value())
                .setPublisherSid(track.publisher().value())
                .setTrackSid(track.track().value())
                .build();
    }

    private static boolean demands(ServerSignal signal, SignalResponse.Builder message) {
        if (signal instanceof ServerSignal.VideoDemanded demanded) {
            var update = LivekitRtc.SubscribedQualityUpdate.newBuilder()
                    .setTrackSid(demanded.track().value());
            demanded.codecs()
                    .forEach(each -> update.addSubscribedCodecs(LivekitRtc.SubscribedCodec.newBuilder()
                            .setCodec(each.codec())
                            .addAllQualities(upTo(each.highest()))));
            if (!demanded.codecs().isEmpty()) {
                // For clients that know of one codec only.
                update.addAllSubscribedQualities(upTo(demanded.codecs().get(0).highest()));
            }
            message.setSubscribedQualityUpdate(update);
        } else if (signal instanceof ServerSignal.AudioDemanded demanded) {
            var update = LivekitRtc.SubscribedAudioCodecUpdate.newBuilder()
                    .setTrackSid(demanded.track().value());
            demanded.codecs()
                    .forEach(each -> update.addSubscribedAudioCodecs(LivekitModels.SubscribedAudioCodec.newBuilder()
                            .setCodec(each.codec())
                            .setEnabled(each.wanted())));
            message.setSubscribedAudioCodecUpdate(update);
        } else {
            return false;
        }
        return true;
    }

    /** All layers, because some clients leave alone what is not named, and which of them are wanted. */
    private static List<LivekitRtc.SubscribedQuality> upTo(VideoQuality highest) {
        List<LivekitRtc.SubscribedQuality> qualities = new ArrayList<>();
        for (VideoQuality quality : LAYERS) {
            qualities.add(LivekitRtc.SubscribedQuality.newBuilder()
                    .setQualityValue(quality.ordinal())
                    .setEnabled(highest != VideoQuality.OFF && quality.ordinal() <= highest.ordinal())
                    .build());
        }
        return qualities;
    }

    private static LivekitRtc.SubscriptionResponse.Builder failed(
            TrackSid track, ServerSignal.SubscriptionError error) {
        return LivekitRtc.SubscriptionResponse.newBuilder()
                .setTrackSid(track.value())
                .setErrValue(error.ordinal());
    }

    private static LivekitRtc.RequestResponse answered(ServerSignal.RequestAnswered answered) {
        var response = LivekitRtc.RequestResponse.newBuilder()
                .setRequestId(answered.requestId())
                .setReasonValue(answered.reason().ordinal())
                .setMessage(answered.message());
        if (!answered.cid().isEmpty()) {
            response.setAddTrack(LivekitRtc.AddTrackRequest.newBuilder().setCid(answered.cid()));
        }
        return response.build();
    }

    private static LivekitRtc.SessionDescription description(String type, SessionDescription description) {
        return LivekitRtc.SessionDescription.newBuilder()
                .setType(type)
                .setSdp(description.sdp())
                .setId(description.id())
                .putAllMidToTrackId(description.midToTrackId())
                .build();
    }
}
