package dev.countersign.workflow;

import io.grpc.ClientInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.List;

/** On the server that skips time. */
class ContestedPromotionTest extends ContestedPromotion {

  @Override
  ReleaseHarness harness(ClientInterceptor interceptor) {
    return new ReleaseHarness(
        options ->
            options.setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .setGrpcClientInterceptors(List.of(interceptor))
                    .build()));
  }
}
