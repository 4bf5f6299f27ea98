package dev.durable.autoconfigure.apps.shop;

import dev.durable.annotation.Activity;

@Activity
public class ShopActivities {

    public String greet(String name) {
        return "Hello " + name;
    }
}
