package dev.durable.test.extended;

import dev.durable.autoconfigure.DurablePayloadCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

@Component
class SnakeCase implements DurablePayloadCustomizer {

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }
}
