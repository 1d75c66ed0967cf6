/**
 * What every kernel process gets, whoever starts it. DuckDB works in libuv's threads, and four busy queries would leave none for files and names;
 * glibc would keep freed memory in an arena for each of them, some 60 MB of it.
 */
export const kernelEnvironment = { UV_THREADPOOL_SIZE: "16", MALLOC_ARENA_MAX: "2" };
