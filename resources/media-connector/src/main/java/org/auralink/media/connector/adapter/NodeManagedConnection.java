package org.auralink.media.connector.adapter;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The pooled thing: one node's address together with the shared HTTP client. HTTP keeps its own sockets, so this is a
 * permit rather than a socket; the pool bounds how many requests the application sends at once.
 */
final class NodeManagedConnection implements ManagedConnection {

    private final NodeAddress node;
    private final RoomService service;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final List<NodeHandle> handles = new ArrayList<>();
    private @Nullable PrintWriter log;

    NodeManagedConnection(NodeAddress node, RoomService service) {
        this.node = node;
        this.service = service;
    }

    NodeAddress node() {
        return node;
    }

    RoomService service() {
        return service;
    }

    @Override
    public synchronized Object getConnection(@Nullable Subject subject, ConnectionRequestInfo info) {
        NodeHandle handle = new NodeHandle(this);
        handles.add(handle);
        return handle;
    }

    synchronized void handleClosed(NodeHandle handle) {
        handles.remove(handle);
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    @Override
    public synchronized void cleanup() {
        handles.forEach(NodeHandle::invalidate);
        handles.clear();
    }

    @Override
    public void destroy() {
        cleanup();
    }

    @Override
    public synchronized void associateConnection(Object connection) throws ResourceException {
        if (!(connection instanceof NodeHandle handle)) {
            throw new ResourceException("A handle of another resource adapter cannot be associated.");
        }
        handle.moveTo(this);
        handles.add(handle);
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("A media node takes part in no transaction.");
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new NotSupportedException("A media node takes part in no transaction.");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new NodeMetaData();
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        log = out;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return log;
    }
}
