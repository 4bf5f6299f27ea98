package dev.durable.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerMethodTests {

    @Test
    void callsThePrivateAndReturnsItsResult() throws Throwable {
        HandlerMethod handler = handler("secret");

        assertThat(handler.invoke(new Service(), new Object[] {"x"})).isEqualTo("secret x");
    }

    @Test
    void exceptionsComeOutAsTheyAre() {
        HandlerMethod handler = handler("fail");

        for (Throwable thrown : List.of(new IOException("disk"), new IllegalStateException(), new AssertionError())) {
            assertThatThrownBy(() -> handler.invoke(new Service(), new Object[] {thrown}))
                    .isSameAs(thrown);
        }
    }

    @Test
    void methodOfTheTypeIsCalledOnItsSubclass() throws Throwable {
        HandlerMethod handler = handler("greet");

        assertThat(handler.invoke(
                        new Service() {
                            @Override
                            public String greet(String who) {
                                return "advised " + super.greet(who);
                            }
                        },
                        new Object[] {"you"}))
                .isEqualTo("advised hello you");
    }

    @Test
    void methodOfAClassIsCalledOnAProxyOfItsInterfaces() throws Throwable {
        HandlerMethod handler = handler("greet");
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Comparable.class, Greeter.class},
                (self, method, arguments) -> "proxied " + arguments[0]);

        assertThat(handler.invoke(proxy, new Object[] {"you"})).isEqualTo("proxied you");
    }

    @Test
    void proxyWithoutTheMethodIsRefused() {
        HandlerMethod handler = handler("secret");
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Greeter.class}, (self, method, arguments) -> null);

        assertThatThrownBy(() -> handler.invoke(proxy, new Object[] {"x"}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Service.secret(String)");
    }

    private static HandlerMethod handler(String name) {
        return TypeMethods.of(Service.class).stream()
                .filter(method -> method.method().getName().equals(name))
                .findFirst()
                .orElseThrow()
                .toHandler(name);
    }

    interface Greeter {
        String greet(String who);
    }

    static class Service implements Greeter {

        @Override
        public String greet(String who) {
            return "hello " + who;
        }

        private String secret(String what) {
            return "secret " + what;
        }

        void fail(Throwable thrown) throws Throwable {
            throw thrown;
        }
    }
}
