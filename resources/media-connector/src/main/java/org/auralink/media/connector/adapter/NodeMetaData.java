package org.auralink.media.connector.adapter;

import jakarta.resource.spi.ManagedConnectionMetaData;

/** What a connection says about the system behind it. Names nobody: the nodes know an API key, not a user. */
record NodeMetaData() implements ManagedConnectionMetaData {

    @Override
    public String getEISProductName() {
        return "LiveKit-compatible media node";
    }

    @Override
    public String getEISProductVersion() {
        return "RoomService over Twirp";
    }

    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public String getUserName() {
        return "";
    }
}
