package dev.durable.autoconfigure;

import dev.durable.payload.PayloadCodec;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Codecs and limits of payloads. */
@Configuration(proxyBeanMethods = false)
class DurablePayloadConfiguration {

    /** Comes first, so that customizers of the application may change it. Encryption comes last, as nobody can compress a cipher. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    DurableEngineCustomizer durablePayloadSettings(DurableProperties properties, ObjectProvider<PayloadCodec> codecs) {
        PayloadProperties payload = properties.payload();
        List<PayloadCodec> chain = Stream.concat(codecs.orderedStream(), payload.encryption().toCodec().stream())
                .toList();
        return builder -> builder.payloadCodecs(chain)
                .encodeFailures(payload.encodeFailures())
                .payloadLimits(payload.toLimits());
    }
}
