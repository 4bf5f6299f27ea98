package dev.durable.docs.messages;

import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
class MessageApplication {}
