package org.auralink.media.connector.adapter;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auralink.media.connector.DrainProgress;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.media.connector.MediaNodeConnection;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.OpenRoom;
import org.jspecify.annotations.Nullable;

/** What the application holds: usable until closed, then every call fails. */
final class NodeHandle implements MediaNodeConnection {

    private @Nullable NodeManagedConnection connection;

    NodeHandle(NodeManagedConnection connection) {
        this.connection = connection;
    }

    @Override
    public NodeRoom openRoom(OpenRoom room) {
        return use().service().openRoom(use().node(), room);
    }

    @Override
    public void closeRoom(String roomName, long epoch) {
        use().service().closeRoom(use().node(), roomName, epoch);
    }

    @Override
    public List<NodeRoom> listRooms(List<String> names) {
        return use().service().listRooms(use().node(), names);
    }

    @Override
    public List<NodeParticipant> listParticipants(String roomName) {
        return use().service().listParticipants(use().node(), roomName);
    }

    @Override
    public void removeParticipant(String roomName, String identity) {
        use().service().removeParticipant(use().node(), roomName, identity);
    }

    @Override
    public int muteTracks(String roomName, String identity, String source) {
        return use().service().muteTracks(use().node(), roomName, identity, source);
    }

    @Override
    public void updateParticipant(
            String roomName, String identity, Map<String, String> attributes, JoinPermissions permissions) {
        use().service().updateParticipant(use().node(), roomName, identity, attributes, permissions);
    }

    @Override
    public String roomService(String method, String roomName, String request) {
        return use().service().ask(use().node(), method, roomName, request);
    }

    @Override
    public String joinToken(JoinGrant grant) {
        return use().service().joinToken(grant);
    }

    @Override
    public DrainProgress drain(Duration deadline, List<URI> elsewhere) {
        return use().service().drain(use().node(), deadline, elsewhere);
    }

    @Override
    public DrainProgress undrain() {
        return use().service().undrain(use().node());
    }

    @Override
    public DrainProgress drainProgress() {
        return use().service().drainProgress(use().node());
    }

    @Override
    public boolean refusesConnections() {
        return use().node().refusesConnections(Limits.DEFAULTS.connectTimeout());
    }

    @Override
    public void close() {
        NodeManagedConnection open = connection;
        if (open != null) {
            connection = null;
            open.handleClosed(this);
        }
    }

    /** The container moves the handle to another physical connection. */
    void moveTo(NodeManagedConnection target) {
        connection = target;
    }

    /** The container takes the physical connection away. */
    void invalidate() {
        connection = null;
    }

    private NodeManagedConnection use() {
        NodeManagedConnection open = connection;
        if (open == null) {
            throw new IllegalStateException("The connection to the media node is closed.");
        }
        return open;
    }
}
