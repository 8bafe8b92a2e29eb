package dev.countersign.workflow;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds back the first answer of a worker to a workflow task that holds a certain command. What
 * happens meanwhile, the worker did not know when it answered.
 */
final class HeldTask implements ClientInterceptor {
  private final CommandType command;
  private final AtomicBoolean first = new AtomicBoolean(true);
  private final CountDownLatch answered = new CountDownLatch(1);
  private final CountDownLatch sent = new CountDownLatch(1);

  HeldTask(CommandType command) {
    this.command = command;
  }

  /** Waits until the worker has answered so; the server doesn't know yet. */
  void await() {
    await(answered);
  }

  /** Lets the server know. */
  void send() {
    sent.countDown();
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void sendMessage(Q message) {
        if (message instanceof RespondWorkflowTaskCompletedRequest task
            && task.getCommandsList().stream().anyMatch(one -> one.getCommandType() == command)
            && first.getAndSet(false)) {
          answered.countDown();
          HeldTask.await(sent);
        }
        super.sendMessage(message);
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new AssertionError("it never came");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
