package dev.durable.engine.replay;

import dev.durable.annotation.Activity;

/** Activities for tests of replay; nobody implements them. */
@Activity
interface Work {

    String run(String input);

    int count(int number);

    void consume(String input);
}
