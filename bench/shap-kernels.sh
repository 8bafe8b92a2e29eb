# Our kernels of TreeSHAP, KernelSHAP, LIME and integrated gradients by themselves

jmh activities ShapBench "$@"
