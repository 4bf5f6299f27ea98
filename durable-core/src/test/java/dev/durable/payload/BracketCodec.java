package dev.durable.payload;

import java.util.Map;

/** Puts brackets around payloads, so that tests see who was there. */
class BracketCodec implements PayloadCodec {

    private final String name;
    private final String open;
    private final String close;

    BracketCodec(String name, String open, String close) {
        this.name = name;
        this.open = open;
        this.close = close;
    }

    @Override
    public Payload encode(Payload payload) {
        return new Payload(open + payload.toText() + close, Map.of(Payload.ENCODING, name));
    }

    @Override
    public boolean canDecode(Payload payload) {
        return name.equals(payload.encoding());
    }

    @Override
    public Payload decode(Payload payload) {
        return Payload.ofText(payload.data().substring(1, payload.data().length() - 1));
    }
}
