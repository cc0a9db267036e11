package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.auralink.calls.control.RoleGrants;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomPeople;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.Guards;

/**
 * What the host and the moderators of a call do to those inside: decided in the database first, then done at the media node.
 * When the node does not answer, the decision stands, and the same request once more does the rest.
 *
 * <p>Every method throws {@link org.auralink.shared.RefusedException}: not found, gone, forbidden, or unavailable with the
 * time to try again.
 */
@ApplicationScoped
public class Moderating {

    @Inject
    Moderation moderation;

    @Inject
    RoomPeople people;

    @Inject
    Guards guards;

    /** Mutes somebody's track; they may unmute themselves. Not found when they publish none from there. */
    public void mute(Caller caller, String callId, String identity, TrackToMute track) {
        String source = track.checked();
        Moderation.Target target = guards.database().repeatably(() -> moderation.target(caller, callId, identity));
        if (!people.mute(roomOf(target), target.nodeId(), identity, source)) {
            throw Refusal.notFound("They publish no such track.").asException();
        }
    }

    /** Takes somebody out, who does not get in any more: neither with their ticket, nor with another one. */
    public void remove(Caller caller, String callId, String identity) {
        Moderation.Target target = guards.database().once(() -> moderation.remove(caller, callId, identity));
        people.remove(roomOf(target), target.nodeId(), identity);
    }

    /** Makes somebody something else, at once when they are inside. Who was removed may come back with it. */
    public void changeRole(Caller caller, String callId, String identity, CallRoleChange change) {
        Moderation.Target target =
                guards.database().once(() -> moderation.changeRole(caller, callId, identity, change));
        people.change(
                roomOf(target),
                target.nodeId(),
                identity,
                RoleGrants.attributes(target.role()),
                RoleGrants.of(target.role()));
    }

    private static RoomName roomOf(Moderation.Target target) {
        return new RoomName(target.call().roomName());
    }
}
