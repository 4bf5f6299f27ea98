package dev.durable.test.extended;

import org.springframework.stereotype.Component;

/** Nothing to do with the engine. */
@Component
class Bystander {}
