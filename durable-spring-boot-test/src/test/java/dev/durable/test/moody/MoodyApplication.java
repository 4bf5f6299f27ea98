package dev.durable.test.moody;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class MoodyApplication {}
