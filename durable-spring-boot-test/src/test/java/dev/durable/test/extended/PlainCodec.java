package dev.durable.test.extended;

import dev.durable.payload.Payload;
import dev.durable.payload.PayloadCodec;
import org.springframework.stereotype.Component;

@Component
class PlainCodec implements PayloadCodec {

    @Override
    public Payload encode(Payload payload) {
        return payload;
    }

    @Override
    public boolean canDecode(Payload payload) {
        return false;
    }

    @Override
    public Payload decode(Payload payload) {
        return payload;
    }
}
