package shop;

import dev.durable.annotation.Activity;
import org.springframework.stereotype.Component;

@Component
@Activity
public class GreetingActivities {

    public Greeting greet(Customer customer) {
        return new Greeting("Hello " + customer.name());
    }
}
