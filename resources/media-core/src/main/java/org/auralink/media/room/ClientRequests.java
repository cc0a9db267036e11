package org.auralink.media.room;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.jspecify.annotations.Nullable;

/** Decides what each message of a client does. */
final class ClientRequests {
    /** Clients from this protocol on expect an answer also to requests that were done. */
    private static final int ANSWERS_OK_FROM = 15;

    private final Members members;
    private final SubscriptionRules rules;
    private final DataRouter data;
    private final DataTracks dataTracks;
    private final RoomLimits limits;
    private final Scenarios scenarios;
    private final MemberHost host;

    ClientRequests(
            Members members,
            SubscriptionRules rules,
            DataRouter data,
            DataTracks dataTracks,
            RoomLimits limits,
            Scenarios scenarios,
            MemberHost host) {
        this.members = members;
        this.rules = rules;
        this.data = data;
        this.dataTracks = dataTracks;
        this.limits = limits;
        this.scenarios = scenarios;
        this.host = host;
    }

    void handle(long now, Member member, ClientSignal signal) {
        if (signal instanceof ClientSignal.Offer offer) {
            member.connections().offered(now, offer);
        } else if (signal instanceof ClientSignal.Answer answer) {
            member.connections().answered(now, answer);
        } else if (signal instanceof ClientSignal.UnreadableDescription unreadable) {
            member.descriptionRefused(unreadable.why());
        } else if (signal instanceof ClientSignal.AddTrack request) {
            member.receiving().announced(now, request);
        } else if (signal instanceof ClientSignal.Mute mute) {
            mute(now, member, mute);
        } else if (signal instanceof ClientSignal.UpdateSubscription update) {
            update.tracks().forEach(track -> rules.ask(member, track, update.subscribe()));
        } else if (signal instanceof ClientSignal.UpdateTrackSettings settings) {
            settings.tracks().forEach(track -> show(now, member, track, settings));
        } else if (signal instanceof ClientSignal.SetSubscriptionPermission permission) {
            permit(member, permission);
        } else if (signal instanceof ClientSignal.UpdateMetadata update) {
            describe(now, member, update);
        } else if (signal instanceof ClientSignal.SyncState state) {
            sync(now, member, state);
        } else if (signal instanceof ClientSignal.Leave) {
            host.end(now, member, DisconnectReason.CLIENT_INITIATED, LeaveAction.DISCONNECT);
        } else if (signal instanceof ClientSignal.UpdateAudioTrack || signal instanceof ClientSignal.UpdateVideoTrack) {
            updateTrack(now, member, signal);
        } else if (signal instanceof ClientSignal.Simulate simulate) {
            scenarios.run(now, member, simulate.scenario());
        } else if (signal instanceof ClientSignal.SimulateSpeaking speaking) {
            scenarios.speak(now, member, speaking.seconds());
        } else if (signal instanceof ClientSignal.SimulateBandwidth bandwidth) {
            scenarios.limit(member, bandwidth.bitsPerSecond());
        } else if (!handleData(now, member, signal) && !(signal instanceof ClientSignal.Trickle)) {
            // Of trickled candidates an ICE-lite side learns by checks (RFC 8445 2.5). Nothing else vanishes.
            throw new IllegalStateException(
                    "nothing is done about " + signal.getClass().getSimpleName());
        }
    }

    private boolean handleData(long now, Member member, ClientSignal signal) {
        if (signal instanceof ClientSignal.PublishDataTrack request) {
            dataTracks.publish(now, member, request);
        } else if (signal instanceof ClientSignal.UnpublishDataTrack request) {
            dataTracks.unpublish(now, member, request.handle());
        } else if (signal instanceof ClientSignal.UpdateDataSubscription update) {
            dataTracks.subscribe(member, update.wishes());
        } else {
            return false;
        }
        return true;
    }

    private void permit(Member member, ClientSignal.SetSubscriptionPermission permission) {
        int entries = permission.permissions().stream()
                .mapToInt(each -> 1 + each.tracks().size())
                .sum();
        if (entries > limits.listLength()) {
            String message = "permissions: more than " + limits.listLength() + " with their tracks";
            answer(member, RequestReason.LIMIT_EXCEEDED, message);
        } else {
            rules.permit(member, permission);
            dataTracks.reconsider(member);
        }
    }

    private void mute(long now, Member member, ClientSignal.Mute mute) {
        PublishedTrack track = member.receiving().track(mute.track());
        if (track == null) {
            answer(member, RequestReason.NOT_FOUND, "no such track: mute.sid");
        } else if (track.isMuted() != mute.muted()) {
            track.setMuted(now, mute.muted());
            if (track.isPublished()) {
                host.changed(now, member);
            } else {
                member.receiving().muted(now);
            }
        }
    }

    /** What others are told about a track is different; a track of the other kind is none here. */
    private void updateTrack(long now, Member member, ClientSignal signal) {
        boolean audio = signal instanceof ClientSignal.UpdateAudioTrack;
        TrackSid sid = signal instanceof ClientSignal.UpdateAudioTrack update
                ? update.track()
                : ((ClientSignal.UpdateVideoTrack) signal).track();
        String name = audio ? "update_audio_track" : "update_video_track";
        PublishedTrack track = member.receiving().track(sid);
        if (track == null || (track.kind() == TrackKind.AUDIO) != audio) {
            answer(member, RequestReason.NOT_FOUND, "no such track: " + name + ".track_sid");
            return;
        }
        if (signal instanceof ClientSignal.UpdateVideoTrack update) {
            track.resize(update.width(), update.height());
        } else if (signal instanceof ClientSignal.UpdateAudioTrack update) {
            if (update.features().size() > limits.trackFeatures()) {
                answer(member, RequestReason.LIMIT_EXCEEDED, name + ".features: more than " + limits.trackFeatures());
                return;
            }
            track.setAudioFeatures(update.features());
        }
        if (track.isPublished()) {
            host.changed(now, member);
        }
    }

    private static void answer(Member member, RequestReason reason, String message) {
        member.send(new ServerSignal.RequestAnswered(0, reason, message, ""));
    }

    private void show(long now, Member member, TrackSid sid, ClientSignal.UpdateTrackSettings settings) {
        Members.Published shown = members.published(sid);
        Sending sending = member.sending();
        if (shown != null && sending != null) {
            sending.settings(now, shown.track(), settings);
        }
    }

    private void describe(long now, Member member, ClientSignal.UpdateMetadata update) {
        RequestReason reason = RequestReason.OK;
        String message = "";
        if (!member.permission().canUpdateMetadata()) {
            reason = RequestReason.NOT_ALLOWED;
            message = "the token does not have canUpdateOwnMetadata";
        } else {
            String exceeded = exceeded(member, update.name(), update.metadata(), update.attributes());
            if (exceeded != null) {
                reason = RequestReason.LIMIT_EXCEEDED;
                message = exceeded;
            }
        }
        if (reason == RequestReason.OK) {
            member.description().change(update.name(), update.metadata(), update.attributes());
            host.changed(now, member);
        }
        if (reason != RequestReason.OK || member.protocol() >= ANSWERS_OK_FROM) {
            member.send(new ServerSignal.RequestAnswered(update.requestId(), reason, message, ""));
        }
    }

    private @Nullable String exceeded(
            Member member, @Nullable String name, @Nullable String metadata, Map<String, String> attributes) {
        if (name != null && limits.isTooLong(name)) {
            return "name: longer than " + limits.nameLength() + " characters";
        }
        if (metadata != null && bytes(metadata) > limits.metadataBytes()) {
            return "metadata: more than " + limits.metadataBytes() + " bytes";
        }
        int size = size(attributes);
        for (Map.Entry<String, String> present :
                member.description().attributes().entrySet()) {
            if (!attributes.containsKey(present.getKey())) {
                size += bytes(present.getKey()) + bytes(present.getValue());
            }
        }
        return size > limits.attributesBytes() ? "attributes: more than " + limits.attributesBytes() + " bytes" : null;
    }

    private static int size(Map<String, String> attributes) {
        int size = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            size += bytes(attribute.getKey()) + bytes(attribute.getValue());
        }
        return size;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** After a resume: a client that believes in tracks the room does not know has to connect anew. */
    private void sync(long now, Member member, ClientSignal.SyncState state) {
        for (TrackSid sid : state.publishedTracks()) {
            if (member.receiving().track(sid) == null) {
                host.end(now, member, DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT);
                return;
            }
        }
        if (!dataTracks.areAllOf(member, state.publishedDataTracks())) {
            host.end(now, member, DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT);
            return;
        }
        data.replay(now, member, state.receivedData());
        for (TrackSid sid : state.disabledTracks()) {
            var disabled = new ClientSignal.UpdateTrackSettings(java.util.List.of(sid), true, VideoQuality.HIGH, 0, 0);
            show(now, member, sid, disabled);
        }
    }
}
