/** Where ONNX Runtime's provider for CUDA comes from: the package its own installer takes, for Linux on x64. */
export const cudaPackage = {
  name: 'Microsoft.ML.OnnxRuntime.Gpu.Linux',
  /** Index of the feed, as NuGet's protocol (version 3) has it. */
  feed: 'https://api.nuget.org/v3/index.json',
  /** Folder of the libraries in the package. */
  libraries: 'runtimes/linux-x64/native/',
  /** TensorRT's provider is in the package, too; nothing of Naghma uses it. */
  wanted: ['libonnxruntime_providers_shared.so', 'libonnxruntime_providers_cuda.so'],
  /** About how large the package is and what it unpacks to. */
  bytes: 300_000_000,
} as const

/** What the libraries need of NVIDIA, which Naghma does not bring: the driver, the CUDA 12 runtime and cuDNN 9. */
export const nvidiaPieces = {
  'libcuda.so.1': 'the NVIDIA driver',
  'libcudart.so.12': 'the CUDA 12 runtime',
  'libcublas.so.12': 'cuBLAS of CUDA 12',
  'libcublasLt.so.12': 'cuBLAS of CUDA 12',
  'libcurand.so.10': 'cuRAND of CUDA 12',
  'libcufft.so.11': 'cuFFT of CUDA 12',
  'libcudnn.so.9': 'cuDNN 9',
} as const
