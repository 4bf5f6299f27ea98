package dev.durable.test.extended;

import dev.durable.autoconfigure.DurableEngineCustomizer;
import dev.durable.engine.DurableEngineBuilder;
import org.springframework.stereotype.Component;

@Component
class Adjustment implements DurableEngineCustomizer {

    @Override
    public void customize(DurableEngineBuilder builder) {}
}
