#define _GNU_SOURCE
#include "CSystemSockets.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int cephlua_connect_local(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    strcpy(address.sun_path, path);
    int socket_number = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_number < 0) return -1;
    if (connect(socket_number, (struct sockaddr *)&address, sizeof address) == 0) return socket_number;
    int number = errno;
    close(socket_number);
    errno = number;
    return -1;
}

long cephlua_send_quietly(int socket_number, const void *bytes, long count) {
    return send(socket_number, bytes, (size_t)count, MSG_NOSIGNAL);
}

int cephlua_send_descriptor(int socket_number, int descriptor) {
    char byte = 0;
    struct iovec content = {&byte, 1};
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof descriptor)];
    } control;
    memset(&control, 0, sizeof control);
    struct msghdr message = {
        .msg_iov = &content, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    return sendmsg(socket_number, &message, MSG_NOSIGNAL) == 1 ? 0 : -1;
}
