package dev.durable.docs.payload;

import dev.durable.autoconfigure.DurablePayloadCustomizer;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

@SpringBootApplication
class PayoutApplication {

    // region module
    @Bean
    DurablePayloadCustomizer ibanPayloads() {
        SimpleModule module = new SimpleModule("iban")
                .addSerializer(Iban.class, ToStringSerializer.instance)
                .addDeserializer(Iban.class, new FromStringDeserializer<Iban>(Iban.class) {
                    @Override
                    protected Iban _deserialize(String text, DeserializationContext context) {
                        return Iban.parse(text);
                    }
                });
        return builder -> builder.addModule(module);
    }
    // endregion
}
