package dev.durable.docs.payload;

import dev.durable.payload.Payload;
import dev.durable.payload.PayloadCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.springframework.stereotype.Component;

// region codec
@Component
class GzipCodec implements PayloadCodec {

    @Override
    public Payload encode(Payload payload) {
        if (payload.data().length() < 4_000) {
            return payload; // stays as it is, readable
        }
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(payload.toText().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Payload(Base64.getEncoder().encodeToString(zipped.toByteArray()), Map.of(Payload.ENCODING, "gzip"));
    }

    @Override
    public boolean canDecode(Payload payload) {
        return "gzip".equals(payload.encoding());
    }

    @Override
    public Payload decode(Payload payload) {
        byte[] zipped = Base64.getDecoder().decode(payload.data());
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return Payload.ofText(new String(gzip.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
// endregion
