#include "ingest/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <vector>

#include "ingest/byte_source.h"

namespace shuiheng::ingest {

struct Sha256::State {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : m_state(std::make_unique<State>()) {
    EVP_DigestInit_ex(m_state->context.get(), EVP_sha256(), nullptr);
}

Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
    EVP_DigestUpdate(m_state->context.get(), bytes.data(), bytes.size());
}

std::string Sha256::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(m_state->context.get(), digest.data(), &length);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (unsigned int at = 0; at < length; ++at) {
        text.push_back(kDigits[digest[at] >> 4]);
        text.push_back(kDigits[digest[at] & 15]);
    }
    return text;
}

std::string sha256Of(std::string_view bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.hex();
}

Result<std::string> sha256OfFile(const std::filesystem::path& path) {
    auto source = openFile(path);
    if (!source) {
        return tl::unexpected(source.error());
    }
    Sha256 hash;
    std::vector<char> buffer(1u << 20);
    while (const std::size_t count = (*source)->read(buffer.data(), buffer.size())) {
        hash.update({buffer.data(), count});
    }
    if ((*source)->failed()) {
        return failure("FILE_NOT_READABLE",
                       std::vector<std::pair<std::string, std::string>>{{"file", utf8Name(path)}});
    }
    return hash.hex();
}

}  // namespace shuiheng::ingest
